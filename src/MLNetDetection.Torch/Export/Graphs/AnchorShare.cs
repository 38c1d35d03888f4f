namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>An anchor in shares of the input's sides.</summary>
internal readonly record struct AnchorShare(double X1, double Y1, double Width, double Height)
{
    public double CentreX => X1 + Width / 2;

    public double CentreY => Y1 + Height / 2;
}
