using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ValueToKeyMappingTransformer), null, typeof(SignatureLoadModel),
    "Term Transform", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

public sealed partial class ValueToKeyMappingTransformer
{
    internal const string LoaderSignature = "TermTransform";
    private const string Vocabulary = "Vocabulary";

    // Binary form: the columns; for each, whether its values are shown as text; the sub-model Vocabulary, which is the number of
    // dictionaries and the dictionaries.
    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _valuesAsText = ColumnPairs.Select(_ => ctx.Reader.ReadBoolean()).ToArray();
        var dictionaries = new List<KeyDictionary>();
        bool found = ctx.TryProcessSubModel(Vocabulary, vocabulary =>
        {
            vocabulary.CheckAtModel(GetVocabularyVersionInfo());
            host.CheckDecode(vocabulary.Reader.ReadInt32() == ColumnPairs.Length);
            for (int i = 0; i < ColumnPairs.Length; i++)
            {
                dictionaries.Add(KeyDictionaryLoader.Load(host, vocabulary));
            }
        });
        host.CheckDecode(found, $"Missing {Vocabulary} model");
        _dictionaries = dictionaries.ToArray();
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        foreach (bool asText in _valuesAsText)
        {
            ctx.Writer.Write(asText);
        }
        ctx.SaveSubModel(Vocabulary, vocabulary =>
        {
            vocabulary.CheckAtModel();
            vocabulary.SetVersionInfo(GetVocabularyVersionInfo());
            vocabulary.Writer.Write(_dictionaries.Length);
            foreach (var dictionary in _dictionaries)
            {
                dictionary.Save(vocabulary);
            }
            // For people; never read back.
            vocabulary.SaveBinaryStream("Terms.txt", SaveTexts);
        });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "TERMTRNF",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: InBoxAssemblies.Data,
        loaderSignature: LoaderSignature);

    private static VersionInfo GetVocabularyVersionInfo() => new(
        modelSignature: "TERM MAN",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderAssemblyName: InBoxAssemblies.Data,
        loaderSignature: "TermManager");

    private static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new ValueToKeyMappingTransformer(env.Register("Term"), ctx);
    }

    private void SaveTexts(BinaryWriter binary)
    {
        using var writer = new StreamWriter(binary.BaseStream, new UTF8Encoding(false), leaveOpen: true);
        foreach (var dictionary in _dictionaries)
        {
            dictionary.WriteText(writer);
        }
    }
}
