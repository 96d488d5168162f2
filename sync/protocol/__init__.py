"""What goes over the wire between a laptop and the central server: lines, envelopes, packing, chain, keys. No storage."""
