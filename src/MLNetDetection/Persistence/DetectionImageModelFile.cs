using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLNetDetection;
using MLNetDetection.Persistence;

[assembly: LoadableClass(
    typeof(DetectionImageLoadingTransformer), typeof(DetectionImageModelFile), null, typeof(SignatureLoadModel),
    DetectionImageModelFile.UserName, DetectionImageModelFile.LoaderSignature)]

namespace MLNetDetection.Persistence;

/// <summary>The image loader's part of an ML.NET model file.</summary>
/// <remarks>Layout of the model stream: the ids of output and input column and of the folder (which may be empty), policy (int32), largest number of pixels (int64).</remarks>
internal static class DetectionImageModelFile
{
    public const string UserName = "Detection image loader";
    public const string LoaderSignature = "MLNetDetectionImages";
    private const uint Version = 0x00010001;

    public static void Save(ModelSaveContext ctx, DetectionImageLoadingTransformer loader)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveNonEmptyString(loader.OutputColumnName);
        ctx.SaveNonEmptyString(loader.InputColumnName);
        ctx.SaveStringOrNull(loader.ImageFolder);
        ctx.Writer.Write((int)loader.OnBadImage);
        ctx.Writer.Write(loader.MaximumPixels);
    }

    // Found by name and signature through LoadableClass.
    private static DetectionImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.CheckAtModel(GetVersionInfo());
        string output = ctx.LoadNonEmptyString(), input = ctx.LoadNonEmptyString();
        string? folder = ctx.LoadStringOrNull();
        try
        {
            var options = new DetectionImageOptions { OnBadImage = (BadDataPolicy)ctx.Reader.ReadInt32(), MaximumPixels = ctx.Reader.ReadInt64() };
            return new DetectionImageLoadingTransformer(output, input, folder, options);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The model file is damaged: {e.Message}", e);
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "MLNDIMGL",
        verWrittenCur: Version,
        verReadableCur: Version,
        verWeCanReadBack: Version,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(DetectionImageLoadingTransformer).Assembly.FullName!);
}
