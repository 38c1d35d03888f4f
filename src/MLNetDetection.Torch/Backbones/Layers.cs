using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Backbones;

/// <summary>Building blocks that several networks share.</summary>
internal static class Layers
{
    /// <summary>Convolution without bias, norm, activation: keys 0.weight, 1.*; as torchvision's Conv2dNormActivation.</summary>
    public static Sequential ConvNorm(
        long inputs, long outputs, long kernel = 3, long stride = 1, long groups = 1, Activation activation = Activation.Relu, NormSettings? norm = null)
    {
        norm ??= NormSettings.Default;
        nn.Module<Tensor, Tensor> convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel / 2, groups: groups, bias: false);
        nn.Module<Tensor, Tensor> normed = nn.BatchNorm2d(outputs, norm.Epsilon, norm.Momentum);
        return activation == Activation.None
            ? nn.Sequential(("0", convolution), ("1", normed))
            : nn.Sequential(("0", convolution), ("1", normed), ("2", Act(activation)));
    }

    public static nn.Module<Tensor, Tensor> Act(Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(true),
        Activation.Relu6 => new BoundedRelu(),
        Activation.HardSwish => nn.Hardswish(true),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
    };

    /// <summary>A sequence under the keys 0, 1, 2, ...</summary>
    public static Sequential InOrder(IEnumerable<nn.Module<Tensor, Tensor>> modules, int firstKey = 0) =>
        nn.Sequential([.. modules.Select((module, i) => ((firstKey + i).ToString(System.Globalization.CultureInfo.InvariantCulture), module))]);

    /// <summary>Every convolution below: weights drawn by <paramref name="weights"/>, biases 0.</summary>
    public static void Initialise(nn.Module module, Action<Tensor> weights)
    {
        foreach (Conv2d convolution in module.modules().Prepend(module).OfType<Conv2d>().Distinct())
        {
            weights(convolution.weight);
            if (convolution.bias is { } bias)
            {
                nn.init.zeros_(bias);
            }
        }
    }

    public static void Xavier(Tensor weights) => nn.init.xavier_uniform_(weights);

    /// <summary>Normal with deviation 0.03: torchvision's SSDLite.</summary>
    public static void Normal(Tensor weights) => nn.init.normal_(weights, 0, 0.03);

    /// <summary>He's for what goes out, as torchvision's VGG and ResNet.</summary>
    public static void HeOut(Tensor weights) =>
        nn.init.kaiming_normal_(weights, 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU);
}
