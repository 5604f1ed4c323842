"""Rules of the database that a refusal tells in words, not by their names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('votes', '0011_tokens_and_kept_answers'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='country',
            name='iso2_of_one_country',
            constraint=models.UniqueConstraint(condition=models.Q(('iso2', ''), _negated=True), fields=('iso2',), name='iso2_of_one_country', violation_error_message='Another country has this two-letter code.'),
        ),
        migrations.AlterConstraint(
            model_name='country',
            name='m49_of_one_country',
            constraint=models.UniqueConstraint(condition=models.Q(('m49', ''), _negated=True), fields=('m49',), name='m49_of_one_country', violation_error_message='Another country has this M49 code.'),
        ),
        migrations.AlterConstraint(
            model_name='membership',
            name='one_undated_membership',
            constraint=models.UniqueConstraint(condition=models.Q(('joined_on__isnull', True)), fields=('group', 'country'), name='one_undated_membership', violation_error_message='This country has a spell without a first day already.'),
        ),
        migrations.AlterConstraint(
            model_name='resolutionrelation',
            name='no_text_relates_to_itself',
            constraint=models.CheckConstraint(condition=models.Q(('from_resolution', models.F('to_resolution')), _negated=True), name='no_text_relates_to_itself', violation_error_message='No text is tied to itself.'),
        ),
        migrations.AlterConstraint(
            model_name='series',
            name='one_series_a_proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('proposal', ''), _negated=True), fields=('proposal',), name='one_series_a_proposal', violation_error_message='This has been proposed already.'),
        ),
        migrations.AlterConstraint(
            model_name='seriesentry',
            name='series_entry_direction_known',
            constraint=models.CheckConstraint(condition=models.Q(('direction__in', [1, -1])), name='series_entry_direction_known', violation_error_message='Direction: unknown value.'),
        ),
        migrations.AlterConstraint(
            model_name='succession',
            name='no_state_follows_itself',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='no_state_follows_itself', violation_error_message='No state follows itself.'),
        ),
    ]
