"""Tiltrekk: a self-hosted recruiting system with LinkedIn built in."""
