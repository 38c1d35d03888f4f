namespace MLNetDetection.Torch.Weights;

/// <summary>How the kernels of fresh convolutions are drawn; biases start at 0. Formulas as torch.nn.init.</summary>
public enum KernelInitialiser
{
    /// <summary>As the network's source has it.</summary>
    Own,

    /// <summary>Uniform within sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010); torchvision's SSD heads.</summary>
    XavierUniform,

    /// <summary>Normal with the variance 2 / (fan in + fan out).</summary>
    XavierNormal,

    /// <summary>Uniform within sqrt(6 / fan out) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal with the variance 2 / fan out; torchvision's backbones.</summary>
    HeNormal,

    /// <summary>Normal with a given deviation, 0.01 in mmdetection's heads, 0.03 in torchvision's SSDLite.</summary>
    Normal,

    /// <summary>One number.</summary>
    Constant,
}
