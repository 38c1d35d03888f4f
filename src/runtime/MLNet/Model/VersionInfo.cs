namespace Microsoft.ML;

/// <summary>What a saved part is, which versions of its form can be read, and who loads it.</summary>
internal readonly struct VersionInfo
{
    /// <summary>Eight Latin-1 characters, the first in the lowest byte; a space is stored as zero.</summary>
    public readonly ulong ModelSignature;

    /// <summary>The version of the form that this code writes.</summary>
    public readonly uint VerWrittenCur;

    /// <summary>The oldest reader that understands what this code writes.</summary>
    public readonly uint VerReadableCur;

    /// <summary>The oldest form that this code still reads.</summary>
    public readonly uint VerWeCanReadBack;

    /// <summary>The full name of the assembly that registers the loader.</summary>
    public readonly string LoaderAssemblyName;

    /// <summary>The name under which the loader is registered, at most 24 Latin-1 characters.</summary>
    public readonly string? LoaderSignature;

    /// <summary>An older name of the same loader, or null.</summary>
    public readonly string? LoaderSignatureAlt;

    public VersionInfo(string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack,
        string loaderAssemblyName, string? loaderSignature = null, string? loaderSignatureAlt = null)
    {
        ArgumentNullException.ThrowIfNull(modelSignature);
        if (modelSignature.Length != 8)
        {
            throw new InvalidOperationException("Model signature must be eight characters");
        }

        ModelSignature = ModelHeader.PackLatin1(modelSignature.Replace(' ', '\0'), 1)[0];
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = loaderSignature;
        LoaderSignatureAlt = loaderSignatureAlt;
    }
}
