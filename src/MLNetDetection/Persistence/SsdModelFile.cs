using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using MLNetDetection;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Data;
using MLNetDetection.Persistence;
using MLNetDetection.Torch.Detectors;

[assembly: LoadableClass(typeof(SsdTransformer), typeof(SsdModelFile), null, typeof(SignatureLoadModel), SsdModelFile.UserName, SsdModelFile.LoaderSignature)]

namespace MLNetDetection.Persistence;

/// <summary>
/// The transformer's part of an ML.NET model file. The members of ML.NET used here are open to friends only
/// (see docs of the runtimes), so all of them are used in this one file.
/// </summary>
/// <remarks>
/// Layout of the model stream, little-endian: the ids of five column names (int32; the source image's may be empty),
/// resize kind (int32, -1 for none), resize anchor (int32), prediction batch (int32), score threshold, suppression IoU (float32),
/// candidates per class, detections per image (int32). The binary stream "Detector" holds what <see cref="SsdDetector.Save"/> writes. Where
/// classes have thresholds of their own, the binary stream "ClassThresholds" has them (<see cref="ClassThresholdsFormat"/>). Where
/// suppression is not the usual, the binary stream "Suppression" has byte kind, byte across classes, float64 sigma, float64 minimum side. Where
/// pictures are looked at in tiles or at several scales, the binary stream "Views" has them (<see cref="DetectionViewsFormat"/>). Where
/// convolutions are not to compute in float32, the binary stream "Precision" has a byte of <see cref="PredictionPrecision"/>. Where
/// a recipe ruled the training, the binary stream "Recipe" has int32 length of its name, the name, int32 length of its JSON, the JSON, both UTF-8.
/// </remarks>
internal static class SsdModelFile
{
    public const string UserName = "SSD object detector";
    public const string LoaderSignature = "MLNetDetectionSsd";
    private const string DetectorStream = "Detector";
    private const string SuppressionStream = "Suppression";
    private const string FlipStream = "Flips";
    private const string ViewStream = "Views";
    private const string ThresholdStream = "ClassThresholds";
    private const string PrecisionStream = "Precision";
    private const string RecipeStream = "Recipe";
    private const int LongestRecipe = 1 << 20;
    private const uint Version = 0x00010001;

    public static void Save(ModelSaveContext ctx, SsdTransformer model)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveNonEmptyString(model.Columns.Image);
        ctx.SaveStringOrNull(model.Columns.SourceImage);
        ctx.SaveNonEmptyString(model.Columns.PredictedLabel);
        ctx.SaveNonEmptyString(model.Columns.PredictedBoundingBoxes);
        ctx.SaveNonEmptyString(model.Columns.Score);
        ctx.Writer.Write(model.Geometry.Kind is { } kind ? (int)kind : -1);
        ctx.Writer.Write((int)model.Geometry.Anchor);
        ctx.Writer.Write(model.BatchSize);
        ctx.Writer.Write(model.DetectOptions.ScoreThreshold);
        ctx.Writer.Write(model.DetectOptions.SuppressionIou);
        ctx.Writer.Write(model.DetectOptions.CandidatesPerClass);
        ctx.Writer.Write(model.DetectOptions.MaxDetections);
        ctx.SaveBinaryStream(DetectorStream, model.Detector.Save);
        DetectOptions options = model.DetectOptions;
        if (options.Suppression != SuppressionKind.Greedy || options.ClassAgnostic || options.MinimumSide != 0)
        {
            ctx.SaveBinaryStream(SuppressionStream, writer =>
            {
                writer.Write((byte)options.Suppression);
                writer.Write(options.ClassAgnostic);
                writer.Write(options.SoftSigma);
                writer.Write(options.MinimumSide);
            });
        }

        if (options.ClassThresholds.Count > 0)
        {
            ctx.SaveBinaryStream(ThresholdStream, writer => ClassThresholdsFormat.Write(writer, options.ClassThresholds));
        }

        if (options.Flips != PictureFlips.None)
        {
            ctx.SaveBinaryStream(FlipStream, writer =>
            {
                writer.Write((byte)options.Flips);
                writer.Write(options.FusionIou);
            });
        }

        if (DetectionViewsFormat.IsNeeded(options))
        {
            ctx.SaveBinaryStream(ViewStream, writer => DetectionViewsFormat.Write(writer, options));
        }

        if (options.Precision != PredictionPrecision.Float32)
        {
            ctx.SaveBinaryStream(PrecisionStream, writer => writer.Write((byte)options.Precision));
        }

        if (model.Recipe is { } recipe)
        {
            ctx.SaveBinaryStream(RecipeStream, writer =>
            {
                WriteText(writer, recipe.Name);
                WriteText(writer, recipe.Json);
            });
        }
    }

    // Found by name and signature through LoadableClass.
    private static SsdTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.CheckAtModel(GetVersionInfo());
        var columns = new SsdColumns(
            ctx.LoadNonEmptyString(), ctx.LoadStringOrNull(), ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        var geometry = new ImageGeometry(
            ReadEnum<ImageResizingEstimator.ResizingKind>(ctx.Reader.ReadInt32(), allowNone: true),
            ReadEnum<ImageResizingEstimator.Anchor>(ctx.Reader.ReadInt32(), allowNone: false)!.Value);
        int batchSize = ctx.Reader.ReadInt32();
        if (batchSize is < 1 or > SsdTransformer.MaxBatchSize)
        {
            throw new InvalidDataException($"The model file is damaged: it names a prediction batch of {batchSize}.");
        }

        var detect = new DetectOptions
        {
            ScoreThreshold = ctx.Reader.ReadSingle(),
            SuppressionIou = ctx.Reader.ReadSingle(),
            CandidatesPerClass = ctx.Reader.ReadInt32(),
            MaxDetections = ctx.Reader.ReadInt32(),
        };
        ctx.TryLoadBinaryStream(SuppressionStream, reader =>
        {
            detect.Suppression = (SuppressionKind)reader.ReadByte();
            detect.ClassAgnostic = reader.ReadBoolean();
            detect.SoftSigma = reader.ReadDouble();
            detect.MinimumSide = reader.ReadDouble();
        });
        ctx.TryLoadBinaryStream(ThresholdStream, reader => detect.ClassThresholds = ClassThresholdsFormat.Read(reader));
        ctx.TryLoadBinaryStream(FlipStream, reader =>
        {
            detect.Flips = (PictureFlips)reader.ReadByte();
            detect.FusionIou = reader.ReadSingle();
        });
        ctx.TryLoadBinaryStream(ViewStream, reader => DetectionViewsFormat.Read(reader, detect));
        ctx.TryLoadBinaryStream(PrecisionStream, reader => detect.Precision = (PredictionPrecision)reader.ReadByte());
        try
        {
            detect.Validate();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The model file is damaged: {e.Message}", e);
        }

        SsdDetector? detector = null;
        if (!ctx.TryLoadBinaryStream(DetectorStream, reader => detector = SsdDetector.Load(reader, ComputeDevice.Best)) || detector is null)
        {
            throw new InvalidDataException($"The model file is damaged: its stream '{DetectorStream}' is missing.");
        }

        Recipe? recipe = null;
        ctx.TryLoadBinaryStream(RecipeStream, reader => recipe = Recipe.FromModel(ReadText(reader), ReadText(reader)));
        try
        {
            return new SsdTransformer(detector, columns, geometry, detect, batchSize, recipe: recipe);
        }
        catch (ArgumentException e)
        {
            detector.Dispose();
            throw new InvalidDataException($"The model file is damaged: {e.Message}", e);
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "MLNDSSD ",
        verWrittenCur: Version,
        verReadableCur: Version,
        verWeCanReadBack: Version,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(SsdTransformer).Assembly.FullName!);

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        byte[] bytes = length is >= 0 and <= LongestRecipe ? reader.ReadBytes(length) : [];
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("The model file is damaged: its recipe is cut off.");
    }

    private static TEnum? ReadEnum<TEnum>(int value, bool allowNone)
        where TEnum : struct, Enum
    {
        if (allowNone && value == -1)
        {
            return null;
        }

        var result = (TEnum)Enum.ToObject(typeof(TEnum), value);
        return Enum.IsDefined(result) ? result : throw new InvalidDataException($"The model file is damaged: {value} is no {typeof(TEnum).Name}.");
    }
}
