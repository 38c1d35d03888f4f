namespace Microsoft.ML;

/// <summary>An object that writes itself into a model repository (the .zip of <c>mlContext.Model.Save</c>).</summary>
public interface ICanSaveModel
{
    /// <summary>Writes this object's version information and state.</summary>
    /// <param name="ctx">Where to write; one directory of the repository.</param>
    void Save(ModelSaveContext ctx);
}
