using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ConfigSync.Injection.Admission;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection;

/// <summary>The one way in and the one way out: bytes to a decision. Pure; one instance serves any number of threads.</summary>
/// <param name="settings">The operator's settings.</param>
public sealed class Injector(InjectionSettings settings)
{
    private const string ReviewVersion = "admission.k8s.io/v1";

    /// <summary>The settings it was made with.</summary>
    public InjectionSettings Settings { get; } = settings;

    /// <summary>Answers an AdmissionReview: a review for what is well-formed, status 400 and one sentence for what is not.</summary>
    /// <param name="body">The request's body as UTF-8 JSON.</param>
    public AdmissionAnswer Admit(ReadOnlyMemory<byte> body)
    {
        try
        {
            // The reader does not look at the bytes of what it passes over, but parts of the body are copied into the patch.
            if (!Utf8.IsValid(body.Span))
            {
                return Malformed(Reasons.MalformedBody, "the body is not UTF-8");
            }

            var review = ReviewReader.Read(body);
            return Violation(review, body) ?? Answer(review);
        }
        catch (Exception exception) when (exception is JsonException or MalformedFieldException or InvalidOperationException)
        {
            return Malformed(Reasons.MalformedBody, Describe(exception, body));
        }
    }

    /// <summary>Decides about a Pod outside of a review, such as a manifest on disk.</summary>
    /// <param name="pod">The Pod as UTF-8 JSON.</param>
    /// <param name="namespace">The Namespace that it is for, when known.</param>
    public InjectionResult Inject(ReadOnlyMemory<byte> pod, string? @namespace = null)
    {
        try
        {
            var json = new FieldReader(pod.Span);
            var view = PodReader.Read(ref json, pod);
            json.End();
            return Utf8.IsValid(pod.Span) ? Missing(view) is { } missing ? Refuse(missing) : Decide(view, @namespace) : Refuse("the Pod is not UTF-8");
        }
        catch (Exception exception) when (exception is JsonException or MalformedFieldException or InvalidOperationException)
        {
            return Refuse(Describe(exception, pod));
        }
    }

    // The request's Namespace: that of the Pod's own metadata may still be empty.
    private InjectionResult Decide(PodView pod, string? @namespace) => new InjectionRun(Settings, pod, @namespace).Decide();

    private AdmissionAnswer Answer(ReviewRequest review)
    {
        var result = review.IsPodCreation ? Decide(review.Pod!, review.Namespace) : new InjectionResult { Reason = Reasons.NotAPodCreation };
        return new AdmissionAnswer
        {
            Status = 200,
            Body = ReviewWriter.Write(review.Uid!, result),
            Reason = result.Reason,
            Namespace = review.Namespace ?? "",
            Subject = SubjectOf(review),
            DryRun = review.DryRun,
            PatchBytes = result.Patch.Length,
            Findings = result.Errors.Count > 0 ? result.Errors : result.Notes,
        };
    }

    private static AdmissionAnswer? Violation(ReviewRequest review, ReadOnlyMemory<byte> body)
    {
        if (review.Kind != "AdmissionReview")
        {
            return Malformed(Reasons.MalformedBody, $"kind must be AdmissionReview (was {ErrorList.Quote(review.Kind ?? "")})");
        }

        if (review.ApiVersion != ReviewVersion)
        {
            return Malformed(Reasons.UnsupportedVersion, $"apiVersion must be {ReviewVersion} (was {ErrorList.Quote(review.ApiVersion ?? "")})");
        }

        if (!review.HasRequest || string.IsNullOrEmpty(review.Uid))
        {
            return Malformed(Reasons.MissingRequest, review.HasRequest ? "request.uid must not be empty" : "request must be an object (was absent)");
        }

        if (!review.IsPodCreation)
        {
            return null;
        }

        if (!review.HasObject)
        {
            return Malformed(Reasons.MissingObject, "request.object must be a Pod (was absent)");
        }

        var malformed = review.Malformed?.Describe(body.Span) ?? (Missing(review.Pod!) is { } missing ? $"request.object.{missing}" : null);
        return malformed is null ? null : Malformed(Reasons.MalformedPod, malformed);
    }

    private static string? Missing(PodView pod) =>
        !pod.HasMetadata ? "metadata must be an object (was absent)"
        : !pod.HasSpec ? "spec must be an object (was absent)"
        : null;

    private static string SubjectOf(ReviewRequest review)
    {
        var name = string.IsNullOrEmpty(review.Name) ? review.Pod?.Name : review.Name;
        return review.Pod?.Owner ?? (string.IsNullOrEmpty(name) ? review.Pod?.GenerateName : name) ?? "";
    }

    private static AdmissionAnswer Malformed(Reason reason, string text) => new()
    {
        Status = 400,
        Body = Encoding.UTF8.GetBytes(new Finding(reason, text).ToString()),
        Reason = reason,
        Findings = [new Finding(reason, text)],
    };

    private static InjectionResult Refuse(string text) => new()
    {
        Reason = Reasons.MalformedPod,
        Errors = [new Finding(Reasons.MalformedPod, text)],
    };

    private static string Describe(Exception exception, ReadOnlyMemory<byte> body) => exception switch
    {
        MalformedFieldException malformed => malformed.Describe(body.Span),
        JsonException => FieldLocator.Break(body.Span),
        _ => "a string of the body cannot be decoded",
    };
}
