"""The words and the rules of Peer, pure: no storage, no screen, no clock of their own."""
