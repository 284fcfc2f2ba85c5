"""What is run by hand, or once: nothing here is needed to run the assistant."""
