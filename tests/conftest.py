"""What holds for every test: no network but this machine's own."""

from __future__ import annotations

import os
from pathlib import Path

from tests.offline import sitecustomize

sitecustomize.block()
folder = str(Path(sitecustomize.__file__).parent)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH", "")]))
