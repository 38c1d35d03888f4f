namespace Microsoft.ML;

/// <summary>The signature under which classes that load from a <see cref="ModelLoadContext"/> are registered.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);
