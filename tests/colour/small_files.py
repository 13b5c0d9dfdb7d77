"""Small valid files with grades in them, one of each kind: what the fuzz mutates and the refusals break."""

from __future__ import annotations

CC = ('<ColorCorrection id="a"><SOPNode><Slope>1.1 1 0.9</Slope><Offset>0.1 0 -0.1</Offset><Power>1 1.2 1</Power>'
      "</SOPNode><SatNode><Saturation>0.8</Saturation></SatNode></ColorCorrection>")
CUBE = "LUT_3D_SIZE 2\n" + "".join(f"{r} {g} {b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 1))
EDL = ("TITLE: x\nFCM: NON-DROP FRAME\n\n001  A001C001 V     C        01:00:14:04 01:00:16:16 01:00:00:00 01:00:02:12\n"
       "* FROM CLIP NAME: 1A/1\n* ASC_SOP (1.1 1.0 0.9)(0.1 0.0 -0.1)(1.0 1.2 1.0)\n* ASC_SAT 0.8\n")
CORNERS = [f"{r} {g} {b}" for r in (0, 1) for g in (0, 1) for b in (0, 1)]
STEPS = (0, 1365, 2730, 4095)

FILES = {
    "cc": CC,
    "ccc": f'<ColorCorrectionCollection xmlns="urn:ASC:CDL:v1.01">{CC}</ColorCorrectionCollection>',
    "cdl": f'<ColorDecisionList xmlns="urn:ASC:CDL:v1.01"><ColorDecision><MediaRef ref="1A-T1.mov"/>{CC}'
           "</ColorDecision></ColorDecisionList>",
    "cube": CUBE,
    "clf": '<?xml version="1.0"?><ProcessList xmlns="urn:AMPAS:CLF:v3.0" id="x" compCLFversion="3.0">'
           '<LUT3D inBitDepth="32f" outBitDepth="32f"><Array dim="2 2 2 3">' + "\n".join(CORNERS) +
           '</Array></LUT3D><ASC_CDL style="Fwd" inBitDepth="32f" outBitDepth="32f"><SOPNode><Slope>1 1 1</Slope>'
           "<Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode></ASC_CDL></ProcessList>",
    "3dl": "0 341 682 1023\n" + "".join(f"{r} {g} {b}\n" for r in STEPS for g in STEPS for b in STEPS),
    "csp": "CSPLUTV100\n3D\n\nBEGIN METADATA\nx\nEND METADATA\n\n" + "2\n0 1\n0 1\n" * 3 + "\n2 2 2\n"
           + "\n".join(CORNERS) + "\n",
    "spi1d": "Version 1\nFrom 0.0 1.0\nLength 3\nComponents 1\n{\n  0.0\n  0.4\n  1.0\n}\n",
    "spi3d": "SPILUT 1.0\n3 3\n2 2 2\n" + "".join(f"{corner} {corner}\n" for corner in CORNERS),
    "edl": EDL,
    "ale": "Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tTape\tStart\tEnd\tASC_SOP\tASC_SAT\n\nData\n"
           "a\tA001\t01:00:00:00\t01:00:02:00\t(1.1 1.0 0.9)(0.1 0.0 -0.1)(1.0 1.2 1.0)\t0.8\n",
    "otio": '{"OTIO_SCHEMA": "SerializableCollection.1", "metadata": {"workprint": {}}, "name": "", "children": '
            '[{"OTIO_SCHEMA": "Clip.1", "name": "1A/1", "metadata": {"cdl": {"asc_sop": {"slope": [1.1, 1.0, 0.9], '
            '"offset": [0.1, 0.0, -0.1], "power": [1.0, 1.2, 1.0]}, "asc_sat": 0.8}}}]}',
    "amf": '<aces:acesMetadataFile xmlns:aces="urn:ampas:aces:amf:v1.0" xmlns:cdl="urn:ASC:CDL:v1.01" version="1.0">'
           "<aces:pipeline><aces:inputTransform><aces:transformId>urn:x:IDT</aces:transformId></aces:inputTransform>"
           "<aces:lookTransform><cdl:SOPNode><cdl:Slope>1.1 1 0.9</cdl:Slope><cdl:Offset>0.1 0 -0.1</cdl:Offset>"
           "<cdl:Power>1 1.2 1</cdl:Power></cdl:SOPNode><cdl:SatNode><cdl:Saturation>0.8</cdl:Saturation>"
           "</cdl:SatNode></aces:lookTransform></aces:pipeline></aces:acesMetadataFile>",
}
"""By ending; every correction among them is the same, but for the CLF's."""
