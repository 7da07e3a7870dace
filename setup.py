"""Copy ontology/ and docs/cookbook/ into the package when it is built: each is kept in one place, outside of it."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithOntology(build_py):
    """The usual build, then the vocabulary beside kg/ontology.py and the questions beside kg/serve/questions.py."""

    def run(self) -> None:
        """Build, then copy."""
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib) / "kg"
            shutil.copytree(Path("ontology"), package / "_ontology", dirs_exist_ok=True)
            shutil.copytree(Path("docs", "cookbook"), package / "serve" / "_cookbook", dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithOntology})
