package incharge.grouping.decision;

import static incharge.grouping.decision.Category.named;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.DeciderSpec;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupingsTest {

    private static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID RETAIL = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c1");
    private static final UUID ABROAD = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c2");
    private static final UUID VIP = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000d1");
    private static final UUID FRESH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000f1");
    private static final CategoryCreated RETAIL_CREATED =
            named(RETAIL, "Retail").created();
    private static final CategoryCreated ABROAD_CREATED =
            named(ABROAD, "Abroad").created();
    private static final TagCreated VIP_CREATED = new TagCreated(VIP, "VIP", null, null);

    private final DeciderSpec<GroupingCommand, GroupingsEvent> groupings =
            DeciderSpec.of(GroupingBoundary.DECIDER, GroupingsLog.VOCABULARY);
    private final DeciderSpec<Attempt<GroupingCommand, Groupings>, GroupingsEvent> attempts =
            DeciderSpec.of(Attempt.decider(GroupingBoundary.DECIDER), GroupingsLog.VOCABULARY);

    @Nested
    class Categories {

        @Test
        void a_name_is_used_once_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new CreateCategory(named(ABROAD, "RETAIL")))
                    .thenRefused("category-name-taken");
        }

        @Test
        void the_name_of_a_deleted_or_renamed_category_is_free() {
            var create = new CreateCategory(named(ABROAD, "Retail"));
            CategoryCreated created = named(ABROAD, "Retail").created();

            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(create)
                    .then(created);
            groupings
                    .given(RETAIL_CREATED, named(RETAIL, "Shops").changed(named(RETAIL, "Retail")))
                    .when(create)
                    .then(created);
        }

        @Test
        void a_change_that_changes_nothing_is_no_event() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Retail"), false))
                    .thenNothing();
        }

        @Test
        void a_category_changes_if_its_members_change() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Retail"), true))
                    .then(named(RETAIL, "Retail").changed(named(RETAIL, "Retail")));
        }

        @Test
        void a_category_that_is_only_checked_must_exist() {
            Attempt<GroupingCommand, Groupings> look = Attempt.check(
                    GroupingBoundary.category(RETAIL),
                    state -> state.categories().get(RETAIL));

            attempts.given(RETAIL_CREATED).when(look).thenNothing();
            attempts.given().when(look).thenRefused("category-unknown");
        }

        @Test
        void a_rename_records_the_name_that_is_free() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(named(RETAIL, "Shops"), false))
                    .then(new CategoryChanged(RETAIL, "Shops", null, null, null, List.of(), "Retail"));
        }

        @Test
        void an_unknown_or_deleted_category_is_refused() {
            groupings.given().when(new DeleteCategory(RETAIL)).thenRefused("category-unknown");
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new CategoriseCustomer(LANGWORTH, RETAIL))
                    .thenRefused("category-unknown");
        }
    }

    @Nested
    class OneCategory {

        @Test
        void a_move_records_the_category_before() {
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new CategoriseCustomer(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null));
        }

        @Test
        void a_customer_of_a_deleted_category_is_moved_from_none() {
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new CategoriseCustomer(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, null, null));
        }

        @Test
        void a_customer_that_is_in_the_category_stays() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new CategoriseCustomer(LANGWORTH, RETAIL))
                    .thenNothing();
        }

        @Test
        void a_customer_that_was_moved_on_is_not_taken_out() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new UncategoriseCustomer(LANGWORTH, RETAIL))
                    .then(new CustomerUncategorised(LANGWORTH, RETAIL));
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null))
                    .when(new UncategoriseCustomer(LANGWORTH, RETAIL))
                    .thenNothing();
        }
    }

    @Nested
    class Tags {

        @Test
        void a_customer_gets_a_tag_once() {
            groupings
                    .given(VIP_CREATED)
                    .when(new TagCustomer(LANGWORTH, VIP))
                    .then(new CustomerTagged(LANGWORTH, VIP, null));
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new TagCustomer(LANGWORTH, VIP))
                    .thenNothing();
        }

        @Test
        void a_customer_loses_a_tag_once() {
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new UntagCustomer(LANGWORTH, VIP))
                    .then(new CustomerUntagged(LANGWORTH, VIP));
            groupings.given(VIP_CREATED).when(new UntagCustomer(LANGWORTH, VIP)).thenNothing();
        }

        @Test
        void a_name_is_used_once_and_free_after_deletion() {
            groupings
                    .given(VIP_CREATED)
                    .when(new CreateTag(new Tag(FRESH, "vip", null, null)))
                    .thenRefused("tag-name-taken");
            groupings
                    .given(VIP_CREATED, new TagDeleted(VIP, "VIP", null))
                    .when(new CreateTag(new Tag(FRESH, "vip", null, null)))
                    .then(new TagCreated(FRESH, "vip", null, null));
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(new Tag(VIP, "VIP", "Ask first", null), false))
                    .then(new TagChanged(VIP, "VIP", "Ask first", null, null));
            groupings.given(VIP_CREATED).when(new DeleteTag(VIP)).then(new TagDeleted(VIP, "VIP", null));
        }

        @Test
        void a_tag_changes_if_its_members_change_and_one_that_is_only_checked_must_exist() {
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(new Tag(VIP, "VIP", null, null), true))
                    .then(new TagChanged(VIP, "VIP", null, null, null));

            Attempt<GroupingCommand, Groupings> look = Attempt.check(
                    GroupingBoundary.tag(VIP), state -> state.tags().get(VIP));
            attempts.given(VIP_CREATED).when(look).thenNothing();
            attempts.given().when(look).thenRefused("tag-unknown");
        }
    }

    @Nested
    class Requests {

        @Test
        void a_category_requested_by_a_new_name_is_created() {
            groupings
                    .given()
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(null, "Retail", FRESH), 42))
                    .then(named(FRESH, "Retail").created(), new CustomerCategorised(LANGWORTH, FRESH, null, 42L));
        }

        @Test
        void a_category_requested_by_name_is_found_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(null, "retail", FRESH), 42))
                    .then(new CustomerCategorised(LANGWORTH, RETAIL, null, 42L));
        }

        @Test
        void a_request_that_changes_nothing_is_answered_too() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, RETAIL, 42L, null));
        }

        @Test
        void a_request_for_a_deleted_category_is_kept() {
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail", null))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Reference(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, null, 42L, "category-unknown"));
        }

        @Test
        void a_requested_tag_is_given_or_created() {
            groupings
                    .given(VIP_CREATED)
                    .when(new AnswerTagRequest(LANGWORTH, new Reference(null, "vip", FRESH), 42))
                    .then(new CustomerTagged(LANGWORTH, VIP, 42L));
            groupings
                    .given()
                    .when(new AnswerTagRequest(LANGWORTH, new Reference(null, "Key", FRESH), 42))
                    .then(new TagCreated(FRESH, "Key", null, null), new CustomerTagged(LANGWORTH, FRESH, 42L));
        }
    }
}
