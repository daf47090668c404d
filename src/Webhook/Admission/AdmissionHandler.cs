using System.Text;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection;
using ConfigSync.Webhook.Reloading;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Admission;

/// <summary>Bytes in, answer out, counted and logged: the one place where an unexpected error becomes an answer.</summary>
internal sealed class AdmissionHandler(CurrentInjector injector, WebhookMetrics metrics, TimeProvider time, ILogger<AdmissionHandler> logger)
{
    /// <summary>Decides on a review.</summary>
    public AdmissionAnswer Answer(ReadOnlyMemory<byte> review)
    {
        var began = time.GetTimestamp();
        AdmissionAnswer answer;
        try
        {
            answer = injector.Value.Admit(review);
        }
        catch (Exception defect)
        {
            // Not its message: that may quote what was being read.
            logger.InternalError(defect.GetType().FullName!, defect.StackTrace);
            answer = Refusal(StatusCodes.Status500InternalServerError, Reasons.InternalError);
        }

        Record(answer, time.GetElapsedTime(began), review.Length);
        return answer;
    }

    /// <summary>Refuses a request whose body was not read.</summary>
    public AdmissionAnswer Refuse(int status, Reason reason, long? bodyBytes)
    {
        metrics.Requests.Add(reason);
        logger.Malformed(reason.Code, bodyBytes);
        return Refusal(status, reason);
    }

    private static AdmissionAnswer Refusal(int status, Reason reason) =>
        new() { Status = status, Reason = reason, Body = Encoding.UTF8.GetBytes($"{reason.Sentence} [{reason.Code}]") };

    private void Record(AdmissionAnswer answer, TimeSpan took, int bodyBytes)
    {
        metrics.Requests.Add(answer.Reason);
        metrics.Duration.Record(took.TotalSeconds);
        if (answer.PatchBytes > 0)
        {
            metrics.PatchBytes.Record(answer.PatchBytes);
        }

        if (answer.Status != StatusCodes.Status200OK)
        {
            logger.Malformed(answer.Reason.Code, bodyBytes);
        }
        else if (logger.IsEnabled(LogLevel.Information))
        {
            // Codes alone: the text of a finding quotes the Pod.
            var notes = answer.Findings.Count == 0 ? "none" : string.Join(',', answer.Findings.Select(static finding => finding.Reason.Code));
            logger.Decided(
                answer.Reason.Code, answer.Subject, answer.Namespace, answer.PatchBytes, Math.Round(took.TotalMilliseconds, 3), answer.DryRun, notes);
        }
    }
}
