"""Whose an account is: a message that asks it names the account by a link or a handle, with words around that."""

from __future__ import annotations

import re

from bot.content.tools import Tools

HANDLE = re.compile(r"(?<![\w.@/])(?:@\w[\w.-]*\w|[a-z\d.]*[a-z][a-z\d.]*_[\w.]*[a-z\d])", re.IGNORECASE)
"""A handle as it stands in a sentence; without its sign where an underscore shows that it is no word."""

IT = "\u25a0"
"""What stands for the account while the words around it are read."""
ANY = "this account"
KIND = r"(?:account|page|profile|handle|channel|one|site|insta|instagram|tiktok|facebook|fb|twitter|youtube|snapchat)"
ON = r"(?:on the \w+|on (?!the )\w+)"
FILLING = rf"(?:(?:really|actually|still|even|also|just|truly|in fact|an?|the|{ON}|{KIND}) )*"
ABOUT = r"(?:(?!and\b|or\b|but\b|is\b|are\b)[\w'’]+ ){0,4}"
OURS = rf"(?:(?:one of )?ours|our (?:own )?(?:\w+ )?{KIND}|official|legit(?:imate)?|real|fake)"
CLAIMED = rf"(?:{OURS}|registered|authorized|approved|on (?:our|the) list|in the register|run by|owned by)"
RUNS = (
    r"(?:run(?:s|ning)?|owns?|manages?|made|created|started|opened|operates|administers|handles|controls"
    r"|posts (?:on|to|from)"
    r"|(?:is )?(?:behind|in charge of|responsible for)|has (?:the )?(?:access|password|login) (?:to|for|of)"
    r"|(?:is )?the (?:owner|admin|manager) of)"
)
ASKS_WHOSE = re.compile(
    rf"\b(?:is|are|was|isn['’]?t|if|whether) {FILLING}{IT} {FILLING}(?:(?:is|was) )?{FILLING}{CLAIMED}\b"
    rf"|\bis (?:this|that|it) {FILLING}{OURS}\b"
    rf"|\bwho(?:['’]?s| is| else)? {RUNS} {ABOUT}{IT}"
    rf"|\b(?:whose|who['’]s) {ABOUT}(?:is {ABOUT})?{IT}|{IT} {ABOUT}(?:is )?whose\b"
    rf"|{IT} {FILLING}belongs? to\b|\bdo we (?:own|run|have|manage) {ABOUT}{IT}",
    re.IGNORECASE,
)


def account_asked_about(tools: Tools, words: str) -> str:
    """The link, or the handle with its sign, of which words ask whose it is; "" where they ask nothing of that."""
    named = (*tools.links_in(words), *HANDLE.findall(words))[:1]
    if not named or not ASKS_WHOSE.search(_around(words, named[0])):
        return ""
    return named[0] if named[0] in tools.links_in(words) else f"@{named[0].lstrip('@')}"


def as_searched(tools: Tools, words: str) -> str:
    """Words as they are searched for: a handle of which they ask whose it is stands there as any account, since what it
    is called ("confessions") is not what is asked."""
    account = account_asked_about(tools, words)
    return words.replace(account, ANY).replace(account[1:], ANY) if account.startswith("@") else words


def _around(words: str, named: str) -> str:
    """Words with the account as one sign among them, and no other signs: those stand where people pause."""
    plain = re.sub(r"[^\w'’\s\u25a0]", " ", words.replace(named, f" {IT} "))
    return " ".join(plain.split())
