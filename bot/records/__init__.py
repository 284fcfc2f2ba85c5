"""What leaves the house for whoever answers for the records: a packet of one case, an export of everything."""
