namespace MLNetDetection.Torch.Anchors;

/// <summary>Computes corners, one anchor after the other.</summary>
internal sealed class AnchorWriter(int inputWidth, int inputHeight, AnchorLayout layout, int count)
{
    private int _at;
    private double _stepX;
    private double _stepY;
    private double _offset;

    public float[] XyxyPx { get; } = new float[4 * count];

    public void Begin(int map, FeatureMapSize size)
    {
        _stepX = layout.StepsPx?[map] ?? (double)inputWidth / size.Width;
        _stepY = layout.StepsPx?[map] ?? (double)inputHeight / size.Height;
        _offset = layout.CentreOffsets?[map] ?? 0.5;
    }

    public void Add(int column, int row, AnchorShape shape)
    {
        if (layout.Single)
        {
            AddSingle(column, row, shape);
            return;
        }

        double centreX = Clamped((column + _offset) * _stepX, inputWidth), halfWidth = 0.5 * shape.Width * inputWidth;
        double centreY = Clamped((row + _offset) * _stepY, inputHeight), halfHeight = 0.5 * shape.Height * inputHeight;
        Write((float)(centreX - halfWidth), (float)(centreY - halfHeight), (float)(centreX + halfWidth), (float)(centreY + halfHeight));
    }

    // Each step rounds to float32 where the PyTorch implementations keep a float32 tensor.
    private void AddSingle(int column, int row, AnchorShape shape)
    {
        float centreX = (float)Clamped((column + _offset) / (inputWidth / _stepX), 1);
        float centreY = (float)Clamped((row + _offset) / (inputHeight / _stepY), 1);
        float halfWidth = 0.5f * (float)shape.Width, halfHeight = 0.5f * (float)shape.Height;
        Write(
            (centreX - halfWidth) * inputWidth, (centreY - halfHeight) * inputHeight,
            (centreX + halfWidth) * inputWidth, (centreY + halfHeight) * inputHeight);
    }

    private double Clamped(double centre, double end) => layout.ClampCentres ? Math.Clamp(centre, 0, end) : centre;

    private void Write(float x1, float y1, float x2, float y2)
    {
        (XyxyPx[_at], XyxyPx[_at + 1], XyxyPx[_at + 2], XyxyPx[_at + 3]) = layout.ClipBoxes
            ? (Math.Max(x1, 0), Math.Max(y1, 0), Math.Min(x2, inputWidth), Math.Min(y2, inputHeight))
            : (x1, y1, x2, y2);
        _at += 4;
    }
}
