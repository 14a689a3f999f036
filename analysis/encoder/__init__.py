"""The trained reader: one multilingual model that finds who said what. Without its files the rules answer alone.

`files` tells how it stands with the model and needs nothing but the standard library; everything else is loaded by those who read.
"""
