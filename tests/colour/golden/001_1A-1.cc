<ColorCorrection id="001_1A-1">
    <Description>Take 1A/1; in ACEScct, reached from ARRI LogC3 (EI800)</Description>
    <Description>Style: ASC v1.2, clamped to 0..1</Description>
    <SOPNode>
        <Slope>1.123456 1 0.999999</Slope>
        <Offset>0 -0.012345 1e-06</Offset>
        <Power>0.9 1 1</Power>
    </SOPNode>
    <SatNode>
        <Saturation>1.234567</Saturation>
    </SatNode>
</ColorCorrection>
