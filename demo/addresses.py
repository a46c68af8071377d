"""Where the demonstration runs, and how its two halves know each other."""

import os
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]

# Credentials of a partner that exists in the sandbox only; demo.company creates it there.
CLIENT_ID = "tiltrekk-demo"
CLIENT_SECRET = "tiltrekk-demo-secret"


def _port(variable: str, default: int) -> int:
    text = os.environ.get(variable) or str(default)
    if not text.isdigit() or int(text) not in range(1, 65536):
        raise SystemExit(f"{variable}={text} is no port: give a number between 1 and 65535.")
    return int(text)


@dataclass(frozen=True)
class Addresses:
    """Ports and folder of one demonstration: PORT, SANDBOX_PORT, DEMO_DATA. Two run side by side on other ports."""

    port: int = field(default_factory=lambda: _port("PORT", 8000))
    sandbox_port: int = field(default_factory=lambda: _port("SANDBOX_PORT", 8010))
    data: Path = field(
        default_factory=lambda: Path(os.environ.get("DEMO_DATA") or CHECKOUT / ".data" / "demo").absolute()
    )

    @property
    def product(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sandbox(self) -> str:
        return f"http://localhost:{self.sandbox_port}"

    @property
    def clock_file(self) -> Path:
        return self.data / "clock"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def loading(self) -> Path:
        """Exists while the demo company is being loaded."""
        return self.data / "loading"

    @property
    def loaded(self) -> Path:
        """Exists when the demo company is loaded."""
        return self.data / "loaded"

    def environment(self) -> dict[str, str]:
        """The settings of the product: LinkedIn is where the sandbox is."""
        return {
            "TILTREKK_PROFILE": "demo",
            "TILTREKK_DATA": str(self.data),
            "TILTREKK_PUBLIC_URL": self.product,
            "TILTREKK_BIND": f"127.0.0.1:{self.port}",
            "TILTREKK_CLOCK_FILE": str(self.clock_file),
            "LINKEDIN_API_URL": self.sandbox,
            "LINKEDIN_WWW_URL": self.sandbox,
            "LINKEDIN_PLATFORM_URL": self.sandbox,
            "LINKEDIN_CLIENT_ID": CLIENT_ID,
            "LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
        }
