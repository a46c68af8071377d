"""The demonstration: Tiltrekk and a LinkedIn to try it on, in one command. The only place that knows both."""
