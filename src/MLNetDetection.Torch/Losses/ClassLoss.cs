using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>The loss of an anchor's class scores. Stateless.</summary>
public abstract class ClassLoss
{
    // A softmax over each anchor's few numbers costs a CPU four times what one across rows of anchors does; over many labels it is the other way round.
    private const int FewLabels = 32;

    /// <summary>True where each class has a score of its own (sigmoid), false where they share one probability (softmax).</summary>
    public virtual bool IsSigmoid => false;

    /// <summary>True where the values add up to a mean already and are divided by nothing more.</summary>
    public virtual bool IsMean => false;

    /// <summary>The loss of each anchor.</summary>
    /// <param name="logits">float32 [N, A, K], background first.</param>
    /// <param name="labels">int64 [N, A], 0 background; what is not counted reads 0 here.</param>
    /// <param name="counted">bool [N, A]: what takes part; the others' values are not used.</param>
    /// <returns>float32 [N, A], not negative, finite for finite logits.</returns>
    public abstract Tensor PerAnchor(Tensor logits, Tensor labels, Tensor counted);

    /// <summary>float32 [N, A, K]: 1 at each label's column, and 0 in the background's, which a sigmoid leaves out.</summary>
    private protected static Tensor OneHot(Tensor labels, long columns, ScalarType type) => nn.functional.one_hot(labels, columns).to(type).mul(Foreground(columns, labels.device));

    /// <summary>float32 [K]: 0, 1, 1, ...</summary>
    private protected static Tensor Foreground(long columns, Device device)
    {
        var mask = new float[columns];
        Array.Fill(mask, 1);
        mask[0] = 0;
        return tensor(mask, device: device);
    }

    /// <summary>float32 [N, A]: log of the softmax probability of each anchor's label.</summary>
    private protected static Tensor LogProbability(Tensor logits, Tensor labels)
    {
        int label = logits.shape[2] <= FewLabels ? 1 : 2; // the labels' dimension
        Tensor rows = label == 1 ? logits.permute(0, 2, 1).contiguous() : logits; // [N, K, A] or [N, A, K]
        return rows.log_softmax(label).gather(label, labels.unsqueeze(label)).squeeze(label);
    }

    private protected static void RequireGamma(double gamma)
    {
        // Between 0 and 1 the gradient is infinite where an anchor is perfectly right.
        if (!(gamma == 0 || (gamma >= 1 && double.IsFinite(gamma))))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma is 0, or at least 1.");
        }
    }
}
