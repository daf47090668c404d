using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Admission;

/// <summary>The fields of an AdmissionReview that matter to the answer.</summary>
internal sealed class ReviewRequest
{
    public string? Kind { get; set; }

    public string? ApiVersion { get; set; }

    public bool HasRequest { get; set; }

    public string? Uid { get; set; }

    public string? Namespace { get; set; }

    public string? Name { get; set; }

    public string? Operation { get; set; }

    public string? SubResource { get; set; }

    public string? ObjectGroup { get; set; }

    public string? ObjectKind { get; set; }

    public bool DryRun { get; set; }

    public bool HasObject { get; set; }

    /// <summary>The object, when it was read as a Pod.</summary>
    public PodView? Pod { get; set; }

    /// <summary>The reason why it could not be read as a Pod.</summary>
    public MalformedFieldException? Malformed { get; set; }

    /// <summary>True for what we are registered for: the creation of a Pod, not of something below one.</summary>
    public bool IsPodCreation =>
        string.IsNullOrEmpty(ObjectGroup) && ObjectKind == "Pod" && string.IsNullOrEmpty(SubResource) && Operation == "CREATE";
}
