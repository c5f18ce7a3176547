"""What a PDF says of itself in XMP is read beside its information dictionary, and nothing in it can do harm."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document.model import EmbeddedMetadata
from dragoman.document.xmp import embedded_xmp
from dragoman.record.title import plausible_metadata_title
from dragoman.vocabulary.languages import LanguageTag
from tests.record.printed import document, page

PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmp:CreateDate="2015-10-13T09:30:00Z" pdf:Producer="A Press">
<dc:format>{kind}</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The Valley</rdf:li><rdf:li xml:lang="fr">La vallée</rdf:li></rdf:Alt>
</dc:title><dc:creator><rdf:Seq><rdf:li>Anna Ivanova</rdf:li><rdf:li>Bo Lind</rdf:li></rdf:Seq></dc:creator>
<dc:publisher><rdf:Bag><rdf:li>Forest Office</rdf:li></rdf:Bag></dc:publisher>
<dc:language><rdf:Bag><rdf:li>fr</rdf:li></rdf:Bag></dc:language>
<prism:publicationDate>2015-10</prism:publicationDate><prism:doi>10.1000/182</prism:doi>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
PDF = PACKET.format(kind="application/pdf").encode()


def read(folder: Path, data: bytes) -> EmbeddedMetadata:
    file = folder / "a.pdf"
    file.write_bytes(b"%PDF-1.4\n" + data)
    return embedded_xmp(str(file))


def test_what_the_packet_says(tmp_path: Path) -> None:
    said = read(tmp_path, PDF)
    assert said.titles == (("x-default", "The Valley"), ("fr", "La vallée"))
    assert (said.title, said.author, said.publisher) == ("The Valley", "Anna Ivanova; Bo Lind", "Forest Office")
    assert (said.created, said.issued, said.producer) == ("2015-10-13T09:30:00Z", "2015-10", "A Press")
    assert (said.identifier, said.language) == ("10.1000/182", "fr")


def test_a_compressed_stream_is_read(tmp_path: Path) -> None:
    head = b"7 0 obj <</Type/Metadata/Subtype/XML/Filter/FlateDecode>>\nstream\n"
    assert read(tmp_path, head + zlib.compress(PDF) + b"\nendstream").title == "The Valley"


def test_the_packet_of_a_picture_is_not_the_documents(tmp_path: Path) -> None:
    picture = PACKET.format(kind="image/jpeg").replace("The Valley", "DSC 0001").encode()
    assert read(tmp_path, PDF + picture).title == "The Valley"
    assert read(tmp_path, picture).title is None


def test_the_newest_packet_counts(tmp_path: Path) -> None:
    assert read(tmp_path, PDF + PDF.replace(b"The Valley", b"The Hill")).title == "The Hill"


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        PDF[:200],
        PDF.replace(b"</dc:title>", b""),
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + PDF.replace(b"The Valley", b"&c;"),
        PDF.replace(b"The Valley", b"<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;"),
        b"/Subtype /XML>>\nstream\n" + zlib.compress(b"<rdf:RDF>" + b"x" * 60_000_000),
        b"<rdf:RDF" * 10_000,
    ],
)
def test_a_hostile_packet_says_nothing_and_costs_nothing(tmp_path: Path, packet: bytes) -> None:
    said = read(tmp_path, packet)
    assert "root:" not in str(said)
    assert len(str(said)) < 100_000


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(PDF)), junk=st.binary(max_size=40))
def test_any_damage_ends_in_metadata(tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes) -> None:
    assert isinstance(read(tmp_path_factory.mktemp("xmp"), PDF[:cut] + junk + PDF[cut + len(junk) :]), EmbeddedMetadata)


def test_of_titles_in_several_languages_the_texts_own_counts() -> None:
    titles = (("en", "The Valley"), ("fr", "La vallée"))
    made = document(page(1), metadata=EmbeddedMetadata(title="Microsoft Word - x.doc", titles=titles))
    assert plausible_metadata_title(made, LanguageTag("fr")) == "La vallée"
