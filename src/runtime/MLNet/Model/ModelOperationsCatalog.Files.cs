using Microsoft.ML.Data;
using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    // The directory of the transformer in the .zip, and the entry of the schema that it was fitted on.
    private const string TransformerDirectory = "TransformerChain";
    private const string SchemaEntry = "Schema";

    private string? TempFolder => (_env as IHostEnvironmentInternal)?.TempFilePath;

    /// <summary>Saves a transformer and the schema of its input as a .zip file; a file that is there is replaced.</summary>
    /// <param name="model">The transformer or chain; each part must be able to save itself.</param>
    /// <param name="inputSchema">The input's schema, to be given back by Load; null for none. Image columns are left out.</param>
    /// <param name="filePath">The file.</param>
    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    /// <summary>Saves a transformer and the schema of its input as a .zip into a stream.</summary>
    /// <param name="model">The transformer or chain; each part must be able to save itself.</param>
    /// <param name="inputSchema">The input's schema, to be given back by Load; null for none. Image columns are left out.</param>
    /// <param name="stream">Where to write; it is left open.</param>
    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        _env.CheckValue(stream, nameof(stream));
        using RepositoryWriter repository = RepositoryWriter.CreateNew(stream, TempFolder);
        ModelSaveContext.SaveModel(repository, model, TransformerDirectory);
        if (inputSchema != null)
        {
            SaveSchema(inputSchema, repository);
        }

        repository.Commit();
    }

    /// <summary>Loads a transformer from a .zip file.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="inputSchema">The schema that was saved with it, or null.</param>
    /// <exception cref="FormatException">The file is no model, is damaged, or needs a newer version.</exception>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    /// <summary>Loads a transformer from a stream that holds a .zip.</summary>
    /// <param name="stream">Where to read; it is left open.</param>
    /// <param name="inputSchema">The schema that was saved with it, or null.</param>
    /// <exception cref="FormatException">The data is no model, is damaged, or needs a newer version.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _env.CheckValue(stream, nameof(stream));
        using RepositoryReader repository = RepositoryReader.Open(stream, TempFolder);
        inputSchema = LoadSchemaOrNull(repository)!;
        ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(
            _env, out ITransformer model, repository, TransformerDirectory);
        return model;
    }

    private void SaveSchema(DataViewSchema schema, RepositoryWriter repository)
    {
        using IChannel channel = _env.Start("Saving Schema");
        var columns = new List<DataViewSchema.Column>();
        foreach (DataViewSchema.Column column in schema)
        {
            if (SchemaFile.CanHold(column))
            {
                columns.Add(column);
            }
            else
            {
                channel.Info(MessageSensitivity.Schema,
                    "The column '{0}' will not be written as it has unsavable column type.", column.Name);
            }
        }

        channel.Check(columns.Count > 0, "No valid columns to save");
        using Repository.Entry entry = repository.CreateEntry(null, SchemaEntry);
        SchemaFile.Write(entry.Stream, columns);
    }

    private static DataViewSchema? LoadSchemaOrNull(RepositoryReader repository)
    {
        using Repository.Entry? entry = repository.OpenEntryOrNull(null, SchemaEntry);
        return entry == null ? null : SchemaFile.Read(entry.Stream);
    }
}
