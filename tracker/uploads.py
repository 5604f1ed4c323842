"""Where large uploads arrive: on the disk that keeps them, not in the system's temporary folder."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class ArrivingFile(TemporaryUploadedFile):
    """A file in the folder of uploads that goes when nobody moved it."""

    def __init__(self, name: Any, content_type: Any, charset: Any, extra: Any) -> None:
        folder = Path(settings.UPLOADS_DIR)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115 - closed by Django
        # Past the parent's own temporary file.
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class ArrivingFileHandler(TemporaryFileUploadHandler):
    """Writes every file of a request into the folder of uploads."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self.file = ArrivingFile(
            self.file_name, self.content_type, self.charset, self.content_type_extra
        )
