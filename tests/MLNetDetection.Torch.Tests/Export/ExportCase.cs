using System.Runtime.InteropServices;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>A detector with weights that give clear scores, pictures for it, and what it says of them.</summary>
internal sealed class ExportCase : IDisposable
{
    // Scores near 1 lie too close together in float32 for their order to outlast a rounding.
    private const float LargestLogit = 3;
    private const float DeltaDeviation = 1.5f;

    public ExportCase(SsdArchitecture architecture, int pictures, int classes = 3)
    {
        Detector = new SsdDetector(architecture, [.. Enumerable.Range(1, classes).Select(c => $"class {c}")], 3);
        Pictures = [.. Enumerable.Range(0, pictures).Select(i => FormulaWeights.Picture(i, architecture.InputWidth, architecture.InputHeight))];
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        using (no_grad())
        {
            Stir(Detector.Network);
            Calibrate();
        }

        var logits = new List<float>();
        var deltas = new List<float>();
        foreach (PixelImage picture in Pictures)
        {
            Heads.SsdOutput output = Detector.Network.call(Input(picture));
            logits.AddRange(Values(output.Logits));
            deltas.AddRange(Values(output.Deltas));
        }

        (Logits, Deltas) = ([.. logits], [.. deltas]);
    }

    public SsdDetector Detector { get; }

    public SsdArchitecture Architecture => Detector.Architecture;

    public PixelImage[] Pictures { get; }

    public float[] Logits { get; }

    public float[] Deltas { get; }

    /// <summary>[N, H, W, 3].</summary>
    public byte[] Bytes => [.. Pictures.SelectMany(p => p.Rgb)];

    /// <summary>[N, 3, H, W] as the options' text says: (byte - mean) / deviation, in the network's order of channels.</summary>
    public byte[] Normalised
    {
        get
        {
            Preprocessing p = Architecture.Preprocessing;
            double[] means = [p.MeanR, p.MeanG, p.MeanB], deviations = [p.DeviationR, p.DeviationG, p.DeviationB];
            int[] order = p.Order == ChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
            var values = new List<float>();
            foreach (PixelImage picture in Pictures)
            {
                foreach (int c in order)
                {
                    for (int i = c; i < picture.Rgb.Length; i += 3)
                    {
                        values.Add((float)((picture.Rgb[i] - means[c]) / deviations[c]));
                    }
                }
            }

            return MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray();
        }
    }

    public void Dispose() => Detector.Dispose();

    private static Tensor Input(PixelImage picture) => tensor(picture.Rgb, [1, picture.Height, picture.Width, 3]);

    private static float[] Values(Tensor values) => values.detach().contiguous().data<float>().ToArray();

    // Fresh norms are 1, 0, 0 and 1, which would hide what is forgotten of them.
    private static void Stir(nn.Module network)
    {
        var random = new Random(5);
        foreach ((string name, Tensor value) in network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.named_buffers().Select(b => (b.name, b.buffer))))
        {
            if (value.shape.Length == 1 && value.is_floating_point() && !name.EndsWith("scale_weight", StringComparison.Ordinal))
            {
                value.add_(tensor([.. Enumerable.Range(0, (int)value.numel()).Select(_ => (random.NextSingle() - 0.5f) * 0.3f)]));
            }
        }
    }

    // Untrained maps differ by orders of magnitude: each map's predictors are scaled to scores and shifts of one size.
    private void Calibrate()
    {
        for (int pass = 0; pass < 2; pass++)
        {
            Heads.SsdOutput output = Detector.Network.call(Input(Pictures[0]));
            long first = 0;
            for (int map = 0; map < Architecture.FeatureMaps.Count; map++)
            {
                long count = (long)Architecture.FeatureMaps[map].Cells * Architecture.Anchors.AnchorsPerCell[map];
                Scale($"head.classification_head.module_list.{map}.", Rows(output.Logits, first, count).Max(Math.Abs), LargestLogit);
                Scale($"head.regression_head.module_list.{map}.", Deviation(Rows(output.Deltas, first, count)), DeltaDeviation);
                first += count;
            }
        }
    }

    private static float[] Rows(Tensor rows, long first, long count)
    {
        int columns = (int)rows.shape[2];
        return Values(rows)[((int)first * columns)..((int)(first + count) * columns)];
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private void Scale(string key, double found, float wanted)
    {
        if (found < 1e-9)
        {
            return;
        }

        foreach ((string name, Parameter parameter) in Detector.Network.named_parameters())
        {
            // The last convolution of a predictor: "weight" itself, or "1.weight" behind the depthwise one.
            if (name == $"{key}weight" || name == $"{key}1.weight" || name == $"{key}bias" || name == $"{key}1.bias")
            {
                parameter.mul_(wanted / found);
            }
        }
    }
}
