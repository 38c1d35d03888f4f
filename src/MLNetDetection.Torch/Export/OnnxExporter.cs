using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export.Format;
using MLNetDetection.Torch.Export.Graphs;

namespace MLNetDetection.Torch.Export;

/// <summary>Writes detectors as ONNX, which other runtimes run without this library; see docs/onnx.md.</summary>
public static class OnnxExporter
{
    /// <summary>Writes a detector. The same detector and options give the same bytes.</summary>
    /// <param name="detector">Not changed; it must not be trained meanwhile.</param>
    /// <param name="path">The file; replaced where it exists. Weights that do not fit go to a second one, see <see cref="OnnxExportOptions.LargestFileBytes"/>.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option outside its range, an opset too old say.</exception>
    /// <exception cref="NotSupportedException">The network has a part without an ONNX form; the message names it. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing is left at <paramref name="path"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Export(SsdDetector detector, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentException.ThrowIfNullOrEmpty(path);
        OnnxFile.Write(Model(detector, options), path, (options ?? new OnnxExportOptions()).LargestFileBytes);
    }

    internal static OnnxModel Model(SsdDetector detector, OnnxExportOptions? options)
    {
        options ??= new OnnxExportOptions();
        options.Validate();
        return new OnnxModel(SsdGraph.Write(detector, options), options.Opset, Version, [.. Metadata(detector, options)]);
    }

    // Without what the build may have added about its commit.
    private static string Version =>
        typeof(OnnxExporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static IEnumerable<KeyValuePair<string, string>> Metadata(SsdDetector detector, OnnxExportOptions options)
    {
        SsdArchitecture architecture = detector.Architecture;
        Preprocessing p = architecture.Preprocessing;
        yield return new("library", $"MLNetDetection {Version}");
        yield return new("network", architecture.Name);
        yield return new("classes", JsonSerializer.Serialize(detector.ClassNames));
        yield return new("end", options.End.ToString());
        yield return new("input", options.Input == OnnxInput.Bytes ? "uint8 NHWC RGB" : $"float32 NCHW {p.Order.ToString().ToUpperInvariant()} normalised");
        yield return new("input_width", Text(architecture.InputWidth));
        yield return new("input_height", Text(architecture.InputHeight));
        yield return new("input_fit", p.Fit.ToString());
        yield return new("input_filter", p.Filter.ToString());
        yield return new("mean_rgb", $"{Text(p.MeanR)},{Text(p.MeanG)},{Text(p.MeanB)}");
        yield return new("deviation_rgb", $"{Text(p.DeviationR)},{Text(p.DeviationG)},{Text(p.DeviationB)}");
        yield return new("boxes", "x1 y1 x2 y2, pixels of the input");
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
