using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Admission;

/// <summary>Reads an AdmissionReview in one pass, the Pod in it included.</summary>
internal static class ReviewReader
{
    public static ReviewRequest Read(ReadOnlyMemory<byte> body)
    {
        var json = new FieldReader(body.Span);
        var review = new ReviewRequest();
        if (json.EnterObject())
        {
            while (json.NextField())
            {
                ReadField(ref json, review, body);
            }
        }

        json.End();
        return review;
    }

    private static void ReadField(ref FieldReader json, ReviewRequest review, ReadOnlyMemory<byte> body)
    {
        if (json.Is("kind"u8))
        {
            review.Kind = json.String();
        }
        else if (json.Is("apiVersion"u8))
        {
            review.ApiVersion = json.String();
        }
        else if (json.Is("request"u8))
        {
            review.HasRequest = json.EnterObject();
            while (review.HasRequest && json.NextField())
            {
                ReadRequestField(ref json, review, body);
            }
        }
        else
        {
            json.Skip();
        }
    }

    private static void ReadRequestField(ref FieldReader json, ReviewRequest review, ReadOnlyMemory<byte> body)
    {
        if (json.Is("uid"u8))
        {
            review.Uid = json.String();
        }
        else if (json.Is("kind"u8))
        {
            ReadKind(ref json, review);
        }
        else if (json.Is("subResource"u8))
        {
            review.SubResource = json.String();
        }
        else if (json.Is("name"u8))
        {
            review.Name = json.String();
        }
        else if (json.Is("namespace"u8))
        {
            review.Namespace = json.String();
        }
        else if (json.Is("operation"u8))
        {
            review.Operation = json.String();
        }
        else if (json.Is("dryRun"u8))
        {
            review.DryRun = json.Boolean() ?? false;
        }
        else if (json.Is("object"u8))
        {
            ReadObject(ref json, review, body);
        }
        else
        {
            json.Skip();
        }
    }

    private static void ReadKind(ref FieldReader json, ReviewRequest review)
    {
        var isObject = json.EnterObject();
        while (isObject && json.NextField())
        {
            if (json.Is("group"u8))
            {
                review.ObjectGroup = json.String();
            }
            else if (json.Is("kind"u8))
            {
                review.ObjectKind = json.String();
            }
            else
            {
                json.Skip();
            }
        }
    }

    // The object may be of any kind, whose fields may have other types than a Pod's: a mismatch only counts if it is a Pod after all,
    // and the reader goes on behind the object as if it had been skipped.
    private static void ReadObject(ref FieldReader json, ReviewRequest review, ReadOnlyMemory<byte> body)
    {
        review.HasObject = !json.IsNull;
        review.Pod = null;
        review.Malformed = null;
        var start = json;
        try
        {
            review.Pod = PodReader.Read(ref json, body);
        }
        catch (MalformedFieldException malformed)
        {
            review.Malformed = malformed;
            json = start;
            json.Skip();
        }
    }
}
