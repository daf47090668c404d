namespace ConfigSync.Injection.Findings;

/// <summary>One message that lists every error.</summary>
public static class ErrorMessage
{
    // The message is stored in events and logs of whoever created the Pod; past this nobody reads on.
    private const int MostErrors = 50;

    /// <summary>The errors, one a line, under a line that counts them.</summary>
    public static string Of(IReadOnlyList<Finding> errors)
    {
        var lines = errors.Take(MostErrors).Select(error => $"\n- {error}");
        var rest = errors.Count > MostErrors ? $"\n- and {errors.Count - MostErrors} more" : "";
        return $"{errors.Count} {(errors.Count == 1 ? "error" : "errors")} in the settings for config-sync:{string.Concat(lines)}{rest}";
    }
}
