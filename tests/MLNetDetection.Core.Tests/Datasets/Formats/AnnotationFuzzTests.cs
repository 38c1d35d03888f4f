using System.Text;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>Damaged annotation files of every format are read or refused; nothing else may happen.</summary>
public sealed class AnnotationFuzzTests : IDisposable
{
    private static readonly string[] _insertions =
    [
        "../../../etc/passwd", "/etc/passwd", "NaN", "1e999", "-1", "99999999999999999999", "\"", "<", "]]>", "{", "[", "\0", ",,,,", "\n", "''",
        "&x;", "<!DOCTYPE a>", "\\u0000", "\\ud800", "null", "true", "#", "- ", "&a *a", ": ", "é\uFEFF", "   ",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_DamagedFiles_AreReadOrRefused() => Damage(800);

    [Fact]
    [Trait("Category", "Verify")]
    public void Open_HundredThousandDamagedFiles_AreReadOrRefused() => Damage(100_000);

    private void Damage(int count)
    {
        AnnotationFormat[] formats = Enum.GetValues<AnnotationFormat>();
        (string Root, string[] Files)[] targets = [.. formats.Select(Prepare)];
        var outcomes = new (int Read, int Refused)[formats.Length];

        // A format has its own folder and its own random numbers, so that processors share the work and the result stays the same.
        Parallel.For(0, formats.Length, i =>
        {
            outcomes[i] = Damage(formats[i], targets[i].Root, targets[i].Files, (count + formats.Length - 1) / formats.Length);
        });
        int read = outcomes.Sum(outcome => outcome.Read), refused = outcomes.Sum(outcome => outcome.Refused);

        // A campaign that only ever sees one of the two outcomes tests nothing.
        Assert.True(read > count / 20 && refused > count / 20, $"{read} read, {refused} refused");
    }

    private static (int Read, int Refused) Damage(AnnotationFormat format, string root, string[] files, int count)
    {
        Random random = new(Campaign.Seed + (1000 * (int)format));
        byte[][] whole = [.. files.Select(File.ReadAllBytes)];
        int read = 0, refused = 0;
        for (int i = 0; i < count; i++)
        {
            int chosen = random.Next(files.Length);
            string file = files[chosen];
            File.WriteAllBytes(file, Mutate(whole[chosen], random));
            try
            {
                DetectionDataset set = DetectionDataset.Open(random.Next(4) == 0 ? file : root, new DatasetOptions
                {
                    Format = random.Next(2) == 0 ? format : null,
                    BadFiles = (BadFilePolicy)random.Next(2),
                    BadBoxes = (BadBoxPolicy)random.Next(3),
                    FindImages = random.Next(4) > 0,
                });
                Check(set, root);
                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"{format}, mutation {i} of seed {Campaign.Seed}: {e.GetType().Name}", e);
            }
            finally
            {
                File.WriteAllBytes(file, whole[chosen]);
            }
        }

        return (read, refused);
    }

    private static void Check(DetectionDataset set, string root)
    {
        foreach (AnnotatedImage image in set.Images)
        {
            Assert.StartsWith(root + Path.DirectorySeparatorChar, image.Path, StringComparison.Ordinal);
            foreach (AnnotatedObject item in image.Objects)
            {
                Assert.True(item.Box.IsProper && item.ClassId < set.ClassNames.Count);
            }
        }
    }

    private (string Root, string[] Files) Prepare(AnnotationFormat format)
    {
        string[]? names = format == AnnotationFormat.ImageTable ? ["zebra", "ant", "cat"] : null;
        string root = Path.Combine(_folder.Root, format.ToString());
        DatasetConverter.Write(SmallSet.Make(_folder, 7, whole: false, names), format, root);
        return (root, [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".bmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> bytes = [.. random.Next(8) == 0 ? whole.AsSpan(0, random.Next(whole.Length + 1)) : whole];
        for (int edits = random.Next(1, 5); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(_insertions[random.Next(_insertions.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
