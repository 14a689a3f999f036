"""Invented outlets: their pages as real ones make them, and a server on loopback that plays them."""
