namespace ConfigSync.Injection.Policy;

/// <summary>One message that lists every fault.</summary>
public static class FaultMessage
{
    // The message is stored in events and logs of whoever created the Pod; past this nobody reads on.
    private const int MostFaults = 50;

    /// <summary>The faults, one a line, under a line that counts them.</summary>
    public static string Of(IReadOnlyList<Finding> faults)
    {
        var lines = faults.Take(MostFaults).Select(fault => $"\n- {fault}");
        var rest = faults.Count > MostFaults ? $"\n- and {faults.Count - MostFaults} more" : "";
        return $"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")} in the settings for config-sync:{string.Concat(lines)}{rest}";
    }
}
