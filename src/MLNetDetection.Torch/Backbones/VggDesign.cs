namespace MLNetDetection.Torch.Backbones;

/// <summary>
/// VGG16 to conv5_3, fc6 as a dilated convolution, fc7, and SSD's extra layers (Liu et al. 2016; Simonyan and Zisserman 2015).
/// Maps: conv4_3 scaled to L2 norm 20, fc7, and one per extra block.
/// </summary>
public sealed class VggDesign : BackboneDesign
{
    internal const byte KindInFile = 1;

    /// <summary>A design.</summary>
    /// <param name="form">The extra layers.</param>
    /// <param name="batchNorm">True puts BatchNorm after each of VGG's own convolutions (torchvision's vgg16_bn); the extras have none.</param>
    public VggDesign(VggForm form = VggForm.Ssd300, bool batchNorm = false)
    {
        if (!Enum.IsDefined(form))
        {
            throw new ArgumentOutOfRangeException(nameof(form), form, "No such form.");
        }

        (Form, BatchNorm) = (form, batchNorm);
    }

    /// <summary>The extra layers.</summary>
    public VggForm Form { get; }

    /// <summary>Whether VGG's convolutions are normed.</summary>
    public bool BatchNorm { get; }

    /// <inheritdoc/>
    public override string Name => BatchNorm ? "VGG16-BN" : "VGG16";

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputChannels => [512, 1024, .. Extras.Select(extra => extra.Outputs)];

    internal override byte Kind => KindInFile;

    internal override int Option => (int)Form | (BatchNorm ? 2 : 0);

    /// <summary>Channels of VGG16's convolutions up to conv4_3, 0 for a pooling; the third pooling rounds up.</summary>
    internal static ReadOnlySpan<int> First => [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512];

    /// <summary>Middle channels, output channels, stride, padding and kernel of each extra block's second convolution.</summary>
    internal IReadOnlyList<(int Middle, int Outputs, int Stride, int Padding, int Kernel)> Extras => Form == VggForm.Ssd300
        ? [(256, 512, 2, 1, 3), (128, 256, 2, 1, 3), (128, 256, 1, 0, 3), (128, 256, 1, 0, 3)]
        : [(256, 512, 2, 1, 3), (128, 256, 2, 1, 3), (128, 256, 2, 1, 3), (128, 256, 2, 1, 3), (128, 256, 1, 1, 4)];

    /// <inheritdoc/>
    public override Backbone Create() => new VggBackbone(this);

    internal override void Describe(LayerTally tally)
    {
        long channels = 3;
        int pools = 0;
        foreach (int outputs in First)
        {
            if (outputs == 0)
            {
                tally.Pool(2, 2, ceiling: ++pools == 3);
                continue;
            }

            Convolution(tally, channels, outputs);
            channels = outputs;
        }

        tally.Tap().Add(512).Pool(2, 2);
        for (int i = 0; i < 3; i++)
        {
            Convolution(tally, 512, 512);
        }

        tally.Pool(3, 1, 1).Convolution(512, 1024, 3, 1, 6, 6).Convolution(1024, 1024, 1).Tap();
        channels = 1024;
        foreach ((int middle, int outputs, int stride, int padding, int kernel) in Extras)
        {
            tally.Convolution(channels, middle, 1).Convolution(middle, outputs, kernel, stride, padding).Tap();
            channels = outputs;
        }
    }

    private void Convolution(LayerTally tally, long inputs, long outputs)
    {
        tally.Convolution(inputs, outputs, 3, 1, 1);
        if (BatchNorm)
        {
            tally.Norm(outputs);
        }
    }
}
