using System.IO.Compression;
using System.Reflection;
using Microsoft.ML;

namespace MLNetDetection.Runtime.Tests.Model;

/// <summary>A model file may come from anywhere: it loads, or is refused, and does nothing else.</summary>
public sealed class DamagedModelTests
{
    private const string Chain = "TransformerChain/Model.key";

    private static readonly byte[] Whole = new SavedChain().Save();

    [Fact]
    public void Load_NoZip_SaysSo()
    {
        FormatException thrown = Assert.Throws<FormatException>(() => SavedChain.Load(new byte[1000], out _));

        Assert.Contains("zip", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Empty_Throws() => Assert.ThrowsAny<Exception>(() => SavedChain.Load([], out _));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Load_CutOff_Throws(double part) =>
        Assert.ThrowsAny<Exception>(() => SavedChain.Load(Whole[..(int)(Whole.Length * part)], out _));

    [Theory]
    [InlineData("TransformerChain/Model.key")]
    [InlineData("TransformerChain/Transform_002/Model.key")]
    [InlineData("TransformerChain/Transform_000/Vocabulary/Model.key")]
    public void Load_PartMissing_Throws(string missing)
    {
        byte[] file = SavedChain.Rewrite(Whole, (name, content) => name == missing ? [] : [(name, content)]);

        Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));
    }

    [Theory]
    [InlineData("TransformerChain/Model.key")]
    [InlineData("TransformerChain/Transform_000/Model.key")]
    [InlineData("TransformerChain/Transform_000/Vocabulary/Model.key")]
    [InlineData("Schema")]
    public void Load_PartCutAnywhere_Throws(string part)
    {
        int length = SavedChain.Entries(Whole)[part].Length;
        for (int keep = 0; keep < length; keep += Math.Max(1, length / 37))
        {
            byte[] file = SavedChain.Rewrite(Whole, (name, content) => [(name, name == part ? content[..keep] : content)]);
            Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));
        }
    }

    [Fact]
    public void Load_NewerVersion_SaysSo()
    {
        // The oldest reader's version, at 4C of the header, raised beyond what any reader knows.
        byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
        {
            if (name == "TransformerChain/Transform_001/Model.key")
            {
                content[0x4A] = 0x7F;
                content[0x4E] = 0x7F;
            }

            return [(name, content)];
        });

        Exception thrown = Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));

        string[] messages = [.. Causes(thrown).Select(e => e.Message)];
        Assert.Contains(messages, message => message.Contains("new", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_PartThatItsOwnLoaderRefuses_IsWrappedOnceForEachLevel()
    {
        // The second part of the chain is of a kind that its loader does not know.
        byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
        {
            if (name == "TransformerChain/Transform_001/Model.key")
            {
                content[0x40] ^= 1;
            }

            return [(name, content)];
        });

        Exception thrown = Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));

        // The chain's loader wraps the part's, and reflection wraps each.
        Assert.Equal(
            [typeof(InvalidOperationException), typeof(TargetInvocationException), typeof(InvalidOperationException), typeof(TargetInvocationException), typeof(FormatException)],
            Causes(thrown).Select(e => e.GetType()));
        Assert.Equal("Error during class instantiation", thrown.Message);
        Assert.Equal("Unknown file type", thrown.GetBaseException().Message);
    }

    [Theory]
    [InlineData("TransformerChain/Model.key", 0x00, typeof(FormatException))]
    [InlineData("TransformerChain/Transform_002/Model.key", 0x40, typeof(InvalidOperationException))]
    [InlineData("TransformerChain/Model.key", 0x50, typeof(FormatException))]
    [InlineData("TransformerChain/Transform_002/Model.key", 0x00, typeof(InvalidOperationException))]
    [InlineData("TransformerChain/Transform_002/Model.key", 0x50, typeof(InvalidOperationException))]
    public void Load_HeaderByteChanged_ThrowsMlNetsType(string part, int at, Type type)
    {
        byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
        {
            content[name == part ? at : 0] ^= (byte)(name == part ? 1 : 0);
            return [(name, content)];
        });

        Exception thrown = Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));

        Assert.Equal(type, thrown.GetType());
        Assert.IsType<FormatException>(thrown.GetBaseException());
    }

    [Fact]
    public void Load_AssemblyOfAnotherName_LoadsNothing()
    {
        byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
            [(name, name == Chain ? SavedChain.ReplaceText(content, "Microsoft.ML.Data", "System.Xml.XPathX") : content)]);

        Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "System.Xml.XPathX");
    }

    [SystemRuntimeFact]
    public void Load_AssemblyThatIsNotOurs_IsRefusedThoughItExists()
    {
        // As long as "Microsoft.ML.Data", and installed with .NET.
        const string Existing = "System.Xml.XPath ";
        byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
            [(name, name == Chain ? SavedChain.ReplaceText(content, "Microsoft.ML.Data", Existing) : content)]);

        FormatException thrown = Assert.Throws<FormatException>(() => SavedChain.Load(file, out _));

        Assert.Contains("RegisterAssembly", thrown.Message, StringComparison.Ordinal);
    }

    [SystemRuntimeFact]
    public void Load_EntryThatLeadsOut_IsRefusedAndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        foreach (string evil in new[] { "../evil.txt", "/tmp/evil.txt", "a/../../evil.txt", "..\\evil.txt", "c:\\evil.txt" })
        {
            bool first = true;
            byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
            {
                bool add = first;
                first = false;
                return add ? [(name, content), (evil, [1, 2, 3])] : [(name, content)];
            });
            var ml = new MLContext { TempFilePath = folder.Path };

            FormatException thrown = Assert.Throws<FormatException>(() => ml.Model.Load(new MemoryStream(file), out _));

            Assert.Contains("leads out", thrown.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [SystemRuntimeFact]
    public void Load_EntryTwice_IsRefused()
    {
        byte[] file = SavedChain.Rewrite(Whole, (name, content) => [(name, content), (name, content)]);

        Assert.Throws<FormatException>(() => SavedChain.Load(file, out _));
    }

    [SystemRuntimeFact]
    public void Load_ContentThatFailsItsChecksum_IsRefused()
    {
        using var stored = new MemoryStream();
        using (var archive = new ZipArchive(stored, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in SavedChain.Entries(Whole))
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        byte[] file = stored.ToArray();
        SavedChain.Load(file, out _);
        // Within the text of a key, which nothing but the checksum guards.
        int at = file.AsSpan().IndexOf("catdogbird"u8) is var plain and >= 0 ? plain : file.AsSpan().IndexOf("c\0a\0t\0"u8);
        Assert.True(at >= 0);
        file[at] ^= 1;

        Exception thrown = Assert.ThrowsAny<Exception>(() => SavedChain.Load(file, out _));

        Assert.Contains("checksum", thrown.GetBaseException().Message, StringComparison.Ordinal);
    }

    [SystemRuntimeFact]
    public void Load_EntryThatGrowsWithoutMeasure_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var bomb = new MemoryStream();
        using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("Schema", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 1100; i++)
            {
                entry.Write(zeros);
            }
        }

        bomb.Position = 0;
        var ml = new MLContext { TempFilePath = folder.Path };

        Assert.Throws<FormatException>(() => ml.Model.Load(bomb, out _));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    // ML.NET itself ends the process on some of these.
    [SystemRuntimeFact]
    public void Load_AnyBytesOfAnyPartChanged_LoadsOrThrows()
    {
        string[] parts = [.. SavedChain.Entries(Whole).Keys];
        for (int seed = 0; seed < 250; seed++)
        {
            var random = new Random(seed);
            string part = parts[random.Next(parts.Length)];
            byte[] file = SavedChain.Rewrite(Whole, (name, content) =>
            {
                for (int changes = name == part ? random.Next(1, 6) : 0; changes > 0; changes--)
                {
                    content[random.Next(content.Length)] = (byte)random.Next(256);
                }

                return [(name, content)];
            });
            Exception? thrown = Record.Exception(() => SavedChain.Load(file, out _));

            bool careless = thrown is OutOfMemoryException or NullReferenceException or IndexOutOfRangeException;
            Assert.False(careless, $"seed {seed}: {thrown}");
        }
    }

    private static IEnumerable<Exception> Causes(Exception? e)
    {
        for (; e != null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
