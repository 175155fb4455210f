"""What pages show of a series: the values that their parts are made from."""
