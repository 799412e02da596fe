"""What the ledger holds, in the formats that other programs read. `formats.FORMATS` has them all."""
