namespace MLNetDetection.Torch.Training;

/// <summary>Files that are whole whenever they are looked at.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the old file, then takes its place: a reader sees the old one or the new one, whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its contents.</param>
    /// <exception cref="IOException">The disk is full or gone; the old file is as it was, and nothing lies beside it.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        string beside = path + ".part";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Discard(beside);
            string before = File.Exists(path) ? " The one before is unharmed." : "";
            throw new IOException($"The checkpoint '{path}' cannot be written: {error.Message.TrimEnd('.')}.{before}", error);
        }
    }

    // A half of a checkpoint would keep the disk full for nothing.
    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return; // the first error says more
        }
    }
}
