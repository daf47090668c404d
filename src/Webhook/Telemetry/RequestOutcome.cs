using ConfigSync.Injection.Findings;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>The outcome of a request, coarser than its reason: values of the metric label <c>outcome</c>.</summary>
internal static class RequestOutcome
{
    public const string Patched = "patched";
    public const string Unchanged = "unchanged";
    public const string Denied = "denied";
    public const string Malformed = "malformed";
    public const string Error = "error";

    /// <summary>The one outcome that goes with a reason.</summary>
    public static string Of(Reason reason) =>
        reason == Reasons.InternalError ? Error
        : reason == Reasons.Denied ? Denied
        : reason.Kind == ReasonKind.Malformed ? Malformed
        : reason == Reasons.Injected || reason == Reasons.Extended ? Patched
        : Unchanged;
}
