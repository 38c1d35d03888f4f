namespace MLNetDetection.Cli.Doctor;

/// <summary>How a part of the machine was found, best first.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing, nothing to mend.</summary>
    Note,

    /// <summary>The tool works, but slower or with less than the machine could give.</summary>
    Warning,

    /// <summary>The tool does not work.</summary>
    Failed,
}
