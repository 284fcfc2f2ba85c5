"""The playground: a chat in the browser for trying the whole thing out, on this machine only and without sign-in."""
