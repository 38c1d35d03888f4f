using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Detectors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>Draws the weights of a network's fresh parts.</summary>
public static class FreshWeights
{
    private const string ClassScores = "head.classification_head.";

    /// <summary>Draws what <paramref name="options"/> ask for, where no file gave the numbers; norms stay as they are.</summary>
    /// <param name="detector">Changed.</param>
    /// <param name="options">Which initialiser, and the scores' prior probability.</param>
    /// <param name="seed">Of the numbers; also becomes torch's global seed.</param>
    /// <param name="loaded">What <see cref="Weights.Load"/> said, so that its tensors are kept; null where all is fresh.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option outside its range.</exception>
    public static void Draw(SsdDetector detector, FreshWeightOptions options, int seed = 0, WeightReport? loaded = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.IsOwn)
        {
            return;
        }

        HashSet<string> kernels = ConvolutionBias.KernelsOf(detector.Network);
        HashSet<string> kept = [.. loaded?.Matched ?? []];
        SsdDetector.Seeded(seed, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            foreach ((string name, Parameter parameter) in detector.Network.named_parameters().Where(p => !kept.Contains(p.name)))
            {
                if (parameter.shape.Length > 1)
                {
                    Draw(parameter, options);
                }
                else if (ConvolutionBias.Is(name, kernels))
                {
                    Draw(parameter, name.StartsWith(ClassScores, StringComparison.Ordinal) ? options.ClassPrior : null, options, detector);
                }
            }

            return 0;
        });
    }

    private static void Draw(Tensor kernel, FreshWeightOptions options)
    {
        _ = options.Kernels switch
        {
            KernelInitialiser.XavierUniform => nn.init.xavier_uniform_(kernel),
            KernelInitialiser.XavierNormal => nn.init.xavier_normal_(kernel),
            KernelInitialiser.HeUniform => nn.init.kaiming_uniform_(kernel, 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU),
            KernelInitialiser.HeNormal => nn.init.kaiming_normal_(kernel, 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU),
            KernelInitialiser.Normal => nn.init.normal_(kernel, 0, options.Deviation),
            KernelInitialiser.Constant => nn.init.constant_(kernel, options.Constant),
            _ => kernel,
        };
    }

    private static void Draw(Tensor bias, double? prior, FreshWeightOptions options, SsdDetector detector)
    {
        if (options.Kernels != KernelInitialiser.Own || prior is not null)
        {
            nn.init.zeros_(bias);
        }

        if (prior is { } probability)
        {
            using IDisposable quiet = no_grad();
            bias.add_(Biases(detector.Architecture, (int)bias.shape[0], detector.ClassNames.Count, probability).to(bias.device));
        }
    }

    // One bias for each label of each anchor, in the order of the head's columns.
    private static Tensor Biases(SsdArchitecture architecture, int count, int classes, double prior)
    {
        int labels = classes + 1, anchors = count / labels;
        bool sigmoid = architecture.HasSigmoidScores, cellFirst = architecture.Anchors.Layout.Order == AnchorOrder.CellThenShape;
        double odds = Math.Log((1 - prior) / prior);
        var biases = new float[count];
        for (int i = 0; i < count; i++)
        {
            bool background = (cellFirst ? i % labels : i / anchors) == 0;
            biases[i] = (float)(sigmoid ? background ? 0 : -odds : background ? odds + Math.Log(classes) : 0);
        }

        return tensor(biases);
    }
}
