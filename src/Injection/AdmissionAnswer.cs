using ConfigSync.Injection.Findings;

namespace ConfigSync.Injection;

/// <summary>The answer to the API server, and the parts of it that the host logs and counts. Holds no part of the Pod's content.</summary>
public sealed record AdmissionAnswer
{
    /// <summary>HTTP status: 200 with a review, or 400 with a plain message.</summary>
    public required int Status { get; init; }

    /// <summary>The review as UTF-8 JSON, or the message as UTF-8 text.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The decision.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Namespace of the request; empty when it could not be read.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The owner of the Pod, for the log: <c>ReplicaSet/web-7f9</c>, or its name or generateName.</summary>
    public string Subject { get; init; } = "";

    /// <summary>True when the API server only asks for the outcome.</summary>
    public bool DryRun { get; init; }

    /// <summary>Size of the patch in bytes, before base64; 0 when nothing changes.</summary>
    public int PatchBytes { get; init; }

    /// <summary>Errors, warnings and notes.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
