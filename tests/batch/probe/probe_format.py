"""A format as a third party would add it: the text goes through as it is, but for orders that it obeys."""

import ctypes
import os
import time
from pathlib import Path

from convert.contracts import Context, Input, Intake, NoOptions, Reader, Reading, Writer
from convert.errors import DecodeError, WriteError
from convert.nodes import Document, MetaMap, Para, Str


def read(source: Input, options: NoOptions, context: Context) -> Reading:
    text = source.data.decode("utf-8", "surrogateescape")
    match text.strip():
        case "crash":
            ctypes.string_at(0)
        case "leave":
            os._exit(7)
        case "hang":
            time.sleep(3600)
        case "eat":
            eaten = []
            while True:
                eaten.append(bytes(1 << 24))
        case gate if gate.startswith("await "):
            while not Path(gate.removeprefix("await ")).exists():
                time.sleep(0.02)
        case "bug":
            raise KeyError("a bug")
        case "bad":
            raise DecodeError("byte 0xFF at 17 is no text")
        case "slow":
            time.sleep(0.3)
        case picture if picture.startswith("picture "):
            text = repr(context.resource(picture.removeprefix("picture ")))
    return Reading(Document(MetaMap(), (Para((Str(text),)),)))


def write(document: Document, options: NoOptions, context: Context) -> bytes:
    text = document.blocks[0].content[0].text
    if text.strip() == "unwritable":
        raise WriteError("this format cannot say that")
    return f"made: {text}".encode("utf-8", "surrogateescape")


def copy(document: Document, options: NoOptions, context: Context) -> bytes:
    return document.blocks[0].content[0].text.encode("utf-8", "surrogateescape")


READER = Reader("probe", (".probe",), NoOptions, read, Intake.BINARY)
WRITER = Writer("probe", (".out",), NoOptions, write)
COPY = Writer("copy", (".copy",), NoOptions, copy)
