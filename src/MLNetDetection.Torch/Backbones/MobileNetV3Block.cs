namespace MLNetDetection.Torch.Backbones;

/// <summary>A row of MobileNetV3's table (Howard et al. 2019, table 1).</summary>
internal readonly record struct MobileNetV3Block(int Inputs, int Kernel, int Expanded, int Outputs, bool Squeezes, Activation Activation, int Stride)
{
    public bool Expands => Expanded != Inputs;

    public bool Adds => Stride == 1 && Inputs == Outputs;

    /// <summary>A quarter, as a multiple of 8 that is not over a tenth smaller.</summary>
    public int Squeezed
    {
        get
        {
            int quarter = Expanded / 4, rounded = Math.Max(8, (quarter + 4) / 8 * 8);
            return rounded < 0.9 * quarter ? rounded + 8 : rounded;
        }
    }

    public void Describe(LayerTally tally, bool tapsExpansion)
    {
        if (Expands)
        {
            tally.ConvNorm(Inputs, Expanded, 1);
        }

        if (tapsExpansion)
        {
            tally.Tap();
        }

        tally.ConvNorm(Expanded, Expanded, Kernel, Stride, Expanded);
        if (Squeezes)
        {
            tally.Beside(Expanded, Squeezed, true, 1).Beside(Squeezed, Expanded, true, 1);
        }

        tally.ConvNorm(Expanded, Outputs, 1);
    }
}
