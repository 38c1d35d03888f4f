using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>The part of a detector that turns a picture into feature maps, finest first.</summary>
public abstract class Backbone : nn.Module<Tensor, IReadOnlyList<Tensor>>
{
    /// <summary>A backbone of the given name.</summary>
    protected Backbone(string name)
        : base(name)
    {
    }

    /// <summary>Channels of each feature map.</summary>
    public abstract IReadOnlyList<int> OutputChannels { get; }

    /// <summary>
    /// The parts that weights of a classification network fill, from the picture on, for freezing and slower training; SSD's extra
    /// layers are in none.
    /// </summary>
    internal virtual IReadOnlyList<IReadOnlyList<nn.Module>> Stages => [];

    private protected static IEnumerable<nn.Module> Children(nn.Module module) => module.named_children().Select(child => child.module);
}
