"""Checks how learning outcomes are written: `qualmap validate --quality`; rules LQ001 and on."""
