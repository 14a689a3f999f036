"""A limit on uploaded files that holds while they arrive: what is over it never reaches memory or disk as a whole."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MAX_FILE_BYTES = 10_000_000


class LimitedUploadHandler(FileUploadHandler):
    """Drops a file at the first byte over `MAX_FILE_BYTES` and notes the field in ``request.files_too_big``; other fields still arrive."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Count anew for each file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on to the next handler as long as the file is within the limit."""
        self._received += len(raw_data)
        if self._received > MAX_FILE_BYTES:
            self.request.files_too_big = {*getattr(self.request, "files_too_big", ()), self.field_name}  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
