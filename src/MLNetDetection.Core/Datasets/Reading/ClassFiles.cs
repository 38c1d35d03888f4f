namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Finds the file of class names that many tools put beside annotations without any.</summary>
internal static class ClassFiles
{
    public const string Name = "classes.txt";
    private static readonly string[] _names = [Name, "labels.txt", "class_names.txt", "_darknet.labels"];

    /// <summary>The file in the root or one folder down, the well-known names first; null where there is none.</summary>
    public static string? Find(ReadingContext context)
    {
        string[] files = [.. context.Folder.AllFiles(context.Folder.Root, 1, ".txt", ".names", ".labels")];
        return _names.Select(name => Array.Find(files, file => Path.GetFileName(file) == name)).FirstOrDefault(file => file is not null)
            ?? Array.Find(files, file => file.EndsWith(".names", StringComparison.OrdinalIgnoreCase) || file.EndsWith("_classes.txt", StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsClassFile(string path) => _names.Contains(Path.GetFileName(path)) || path.EndsWith("_classes.txt", StringComparison.OrdinalIgnoreCase);
}
