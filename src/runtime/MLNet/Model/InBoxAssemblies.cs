namespace Microsoft.ML;

/// <summary>The names that ML.NET's own files carry for their parts, which here all live in this one assembly.</summary>
internal static class InBoxAssemblies
{
    public const string Data = "Microsoft.ML.Data" + Identity;
    public const string Transforms = "Microsoft.ML.Transforms" + Identity;
    public const string ImageAnalytics = "Microsoft.ML.ImageAnalytics" + Identity;

    private const string Identity = ", Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";

    /// <summary>Whether the simple name is one of ML.NET's assemblies.</summary>
    public static bool Contains(string simpleName) =>
        simpleName.StartsWith("Microsoft.ML.", StringComparison.Ordinal) || simpleName == "Microsoft.ML";
}
