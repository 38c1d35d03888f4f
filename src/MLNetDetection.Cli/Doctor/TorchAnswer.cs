namespace MLNetDetection.Cli.Doctor;

/// <summary>What libtorch said of itself in a process of its own.</summary>
internal sealed record TorchAnswer
{
    /// <summary>Such as "1.13.1".</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it was loaded from; null where the system does not tell.</summary>
    public string? Path { get; init; }

    /// <summary>Threads of an operator.</summary>
    public int Threads { get; init; }

    /// <summary>True where a convolution gave what it must.</summary>
    public bool Computes { get; init; }

    /// <summary>CUDA devices that it can use.</summary>
    public int CudaDevices { get; init; }

    /// <summary>Why the first of them does not compute; null where it does, or where there is none.</summary>
    public string? CudaError { get; init; }
}
